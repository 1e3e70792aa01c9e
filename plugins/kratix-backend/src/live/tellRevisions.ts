import {
  formatRevisions,
  KRATIX_REVISIONS_HEADER,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { RequestHandler } from 'express';

/**
 * Says with every answer what is known of each platform before it is looked up: the answer is as new as
 * that, or newer. Also to pages of another origin.
 */
export function tellRevisions(platforms: KratixPlatforms): RequestHandler {
  return (_req, res, next) => {
    const revisions = platforms
      .all()
      .map(platform => [platform.name, platform.revision()]);
    res.setHeader(
      KRATIX_REVISIONS_HEADER,
      formatRevisions(Object.fromEntries(revisions)),
    );
    res.append('Access-Control-Expose-Headers', KRATIX_REVISIONS_HEADER);
    next();
  };
}
