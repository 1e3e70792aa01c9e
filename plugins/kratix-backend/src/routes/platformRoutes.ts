import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { Access } from '../access/Access';

/** GET /platforms */
export function addPlatformRoutes(
  router: Router,
  options: { access: Access; platforms: KratixPlatforms },
): void {
  const { access, platforms } = options;

  router.get('/platforms', async (req, res) => {
    await access.requirePlatformRead(req);
    res.json({ items: platforms.all().map(platform => platform.status()) });
  });
}
