import { Link, Text } from '@backstage/ui';

const isWebAddress = (url: string) =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** An address that others wrote: a link where it leads to the web, text where it is anything else. */
export const WebLink = (props: { url: string; text?: string }) => {
  const { url, text } = props;
  const style = { overflowWrap: 'anywhere' } as const;
  return isWebAddress(url) ? (
    <Link
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
      style={style}
    >
      {text ?? url}
    </Link>
  ) : (
    <Text variant="body-small" style={style}>
      {text ?? url}
    </Text>
  );
};
