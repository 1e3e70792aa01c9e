import { Fragment, ReactNode } from 'react';
import { Text } from '@backstage/ui';

/** A name, and what it is of. */
export type Fact = [name: string, value: ReactNode];

/** Names and values, one below the other; facts without a value are left out. */
export const Facts = (props: { facts: Fact[] }) => (
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
      .map(([name, value], index) => (
        // What a cluster names may have the name of something else.
        <Fragment key={`${index} ${name}`}>
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
