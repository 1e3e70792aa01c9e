import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { EntityName } from '../components/EntityName';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { kratixTranslationRef } from '../translation';

const SHOWN = 50;

/** References as somebody wrote them, of a kind that goes without saying. */
function references(
  value: unknown,
  defaultKind: string,
  defaultNamespace: string,
): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items
    .filter((item): item is string => typeof item === 'string' && item !== '')
    .map(item => {
      try {
        return stringifyEntityRef(
          parseEntityRef(item, { defaultKind, defaultNamespace }),
        );
      } catch {
        return item;
      }
    });
}

const Names = ({ refs }: { refs: string[] }) => (
  <Flex gap="3" style={{ flexWrap: 'wrap' }}>
    {refs.slice(0, SHOWN).map(ref => (
      <EntityName key={ref} entityRef={ref} />
    ))}
    {refs.length > SHOWN && `+${refs.length - SHOWN}`}
  </Flex>
);

/** What the definition of a team says about it, as it is written in the state store. */
export const TeamFacts = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const namespace = entity.metadata.namespace ?? 'default';
  const parent = references(entity.spec?.parent, 'group', namespace);
  const members = references(entity.spec?.members, 'user', namespace);
  const children = references(entity.spec?.children, 'group', namespace);
  return (
    <Section title={t('team.definition')}>
      <Facts
        facts={[
          [
            t('team.parent'),
            parent.length ? <Names refs={parent} /> : t('common.none'),
          ],
          [
            t('team.members'),
            members.length ? <Names refs={members} /> : t('common.none'),
          ],
          [
            t('team.children'),
            children.length ? <Names refs={children} /> : undefined,
          ],
        ]}
      />
    </Section>
  );
};
