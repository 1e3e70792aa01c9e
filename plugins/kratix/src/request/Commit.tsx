import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

const SHORT = 7;

/** A commit by the beginning of its id; a link to it where its host is known. */
export const Commit = (props: { href?: string; versionId: string }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { href, versionId } = props;
  const text = t('request.commit', { commit: versionId.slice(0, SHORT) });
  return href ? (
    <Link
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
    >
      {text}
    </Link>
  ) : (
    <span title={versionId}>{text}</span>
  );
};
