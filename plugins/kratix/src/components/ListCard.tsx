import { ReactNode } from 'react';
import { Card } from '@backstage/ui';
import { legible } from './legible';

/** A card as an item of a list; it grows with its row. */
export const ListCard = (props: { label: string; children: ReactNode }) => (
  <div
    role="listitem"
    aria-label={props.label}
    style={{ display: 'grid', minWidth: 0 }}
  >
    <Card style={legible}>{props.children}</Card>
  </div>
);
