import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import {
  BoundRequest,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { Tone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { useVersionText } from './useVersionText';

const SHOWN = 25;

const TONES: Record<NonNullable<BoundRequest['state']>, Tone> = {
  inProgress: 'info',
  complete: 'success',
  failed: 'danger',
};

type Row = BoundRequest & { id: string };

/** Which version each request is to run, and which it runs. */
export const Bindings = ({ bindings }: { bindings: BoundRequest[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const versionText = useVersionText();
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const narrow = useBreakpoint().down('sm');
  const columns: (ColumnConfig<Row> | false)[] = [
    {
      id: 'request',
      label: t('version.request'),
      isRowHeader: true,
      cell: ({ ref }) => (
        <CellText title={ref.name} description={ref.namespace} />
      ),
    },
    !narrow && {
      id: 'desired',
      label: t('version.desired'),
      cell: ({ desired }) => <CellText title={versionText(desired)} />,
    },
    {
      id: 'applied',
      label: t('version.applied'),
      cell: ({ applied, desired, failedVersion, state, message }) => (
        <Cell>
          <Flex
            direction="column"
            gap="1"
            style={{ minWidth: 0, whiteSpace: 'normal' }}
          >
            <Text>{applied ? versionText(applied) : '–'}</Text>
            {narrow && (
              <Text variant="body-small" color="secondary">
                {t('version.desired')}: {versionText(desired)}
              </Text>
            )}
            {state && state !== 'complete' && (
              <StateLabel
                tone={TONES[state]}
                label={t(`bindingState.${state}`, {
                  version: failedVersion ?? '',
                })}
                wrap
              />
            )}
            {state === 'failed' && message && (
              <Text
                variant="body-small"
                color="secondary"
                style={{ overflowWrap: 'anywhere' }}
              >
                {message}
              </Text>
            )}
          </Flex>
        </Cell>
      ),
    },
  ];
  // Those that could not be brought to their version first.
  const rows = useMemo(
    () =>
      bindings
        .map(binding => ({ ...binding, id: stringifyRequestRef(binding.ref) }))
        .sort(
          (a, b) =>
            Number(b.state === 'failed') - Number(a.state === 'failed') ||
            a.id.localeCompare(b.id),
        ),
    [bindings],
  );
  if (!rows.length) {
    return <Text color="secondary">{t('version.noBindings')}</Text>;
  }
  return (
    <ShowMore items={rows} first={SHOWN}>
      {shown => (
        <Table
          columnConfig={columns.filter(column => column !== false)}
          data={shown}
          rowConfig={{
            getHref: ({ ref: { platform, promise, namespace, name } }) =>
              requestLink?.({ platform, promise, namespace, name }),
          }}
          pagination={{ type: 'none' }}
        />
      )}
    </ShowMore>
  );
};
