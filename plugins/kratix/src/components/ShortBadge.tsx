import { Badge } from '@backstage/ui';

/** A badge with a text that others wrote: never wider than its place; all of it on hover. */
export const ShortBadge = (props: {
  text: string;
  /** Default: small. */
  size?: 'small' | 'medium';
}) => (
  <Badge
    size={props.size ?? 'small'}
    title={props.text}
    style={{ maxWidth: '100%', minWidth: 0 }}
  >
    <span
      style={{
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {props.text}
    </span>
  </Badge>
);
