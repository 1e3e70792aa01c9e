import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { KindStatus } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { Tone } from '../components/tone';
import { kratixTranslationRef } from '../translation';

const TONES: Record<KindStatus['state'], Tone> = {
  syncing: 'info',
  synced: 'success',
  failed: 'warning',
};

type Row = KindStatus & { id: string };

/** The kinds that are read of a platform, and how many objects of each are known. */
export const KindTable = ({ kinds }: { kinds: KindStatus[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const columns = useMemo(
    (): ColumnConfig<Row>[] => [
      {
        id: 'kind',
        label: t('platform.kind'),
        isRowHeader: true,
        cell: row => <CellText title={row.kind} description={row.apiVersion} />,
      },
      {
        id: 'state',
        label: t('platform.state'),
        cell: row => (
          <Cell>
            <StateLabel
              tone={TONES[row.state]}
              label={t(`kindState.${row.state}`)}
            />
          </Cell>
        ),
      },
      {
        id: 'objects',
        label: t('platform.count'),
        cell: row => (
          <CellText title={t('common.number', { number: row.objects })} />
        ),
      },
    ],
    [t],
  );
  const data = useMemo(
    () =>
      kinds.map(kind => ({ ...kind, id: `${kind.apiVersion}/${kind.plural}` })),
    [kinds],
  );
  return (
    <Table columnConfig={columns} data={data} pagination={{ type: 'none' }} />
  );
};
