import { Fragment, ReactNode } from 'react';
import { Text } from '@backstage/ui';

/** Names and values, one below the other; facts without a value are left out. */
export const Facts = (props: { facts: [name: string, value: ReactNode][] }) => (
  <dl
    style={{
      display: 'grid',
      gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)',
      gap: 'var(--bui-space-2) var(--bui-space-4)',
      margin: 0,
    }}
  >
    {props.facts
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => (
        <Fragment key={name}>
          <dt style={{ overflowWrap: 'anywhere' }}>
            <Text variant="body-medium" color="secondary">
              {name}
            </Text>
          </dt>
          <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>
            <Text variant="body-medium">{value}</Text>
          </dd>
        </Fragment>
      ))}
  </dl>
);
