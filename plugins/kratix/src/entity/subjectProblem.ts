import {
  KratixAnnotations,
  PlatformSummary,
} from 'backstage-plugin-kratix-common';
import { KratixTexts } from '../translation';
import { EntitySubject } from './entitySubject';

/** What is wrong with the annotations of an entity, and what to do; undefined where nothing is. */
export function subjectProblem(
  t: KratixTexts,
  subject: EntitySubject,
  platforms: PlatformSummary[],
): { title: string; description: string } | undefined {
  const configured = platforms.map(({ name }) => name).join(', ');
  const annotation = KratixAnnotations.platform;
  if ('missing' in subject) {
    return {
      title: t('entity.missing'),
      description: t('entity.missingHint', {
        annotations: subject.missing.join(', '),
      }),
    };
  }
  if ('whichPlatform' in subject) {
    return {
      title: t('entity.whichPlatform', { annotation }),
      description: t('entity.whichPlatformHint', { platforms: configured }),
    };
  }
  if ('unknownPlatform' in subject) {
    return {
      title: t('entity.unknownPlatform', { platform: subject.unknownPlatform }),
      description: t('entity.unknownPlatformHint', {
        annotation,
        platforms: configured,
      }),
    };
  }
  if ('unknownApi' in subject) {
    const { group, kind } = subject.unknownApi;
    return {
      title: t('entity.unknownApi', { kind, group }),
      description: t('entity.unknownApiHint', {
        annotation: KratixAnnotations.promiseName,
      }),
    };
  }
  return undefined;
}
