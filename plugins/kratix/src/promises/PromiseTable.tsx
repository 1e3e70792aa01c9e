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
import { PromiseSummary } from 'backstage-plugin-kratix-common';
import { promiseMessage } from '../components/promiseMessage';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { promiseStateTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { RequestLink } from '../promise/RequestLink';
import { promiseRouteRef } from '../routes';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { PROMISE_ORDERS, PromiseQuery } from './promiseQuery';
import { RequestCounts } from './RequestCounts';

type Row = PromiseSummary & { id: string };

function columnsOf(
  t: KratixTexts,
  titles: Map<string, string> | undefined,
  narrow: boolean,
): ColumnConfig<Row>[] {
  const columns: (ColumnConfig<Row> | false)[] = [
    {
      id: 'title',
      label: t('common.promise'),
      isRowHeader: true,
      isSortable: true,
      cell: row => (
        <CellText
          title={row.title}
          description={narrow ? undefined : row.description}
        />
      ),
    },
    {
      id: 'state',
      label: t('requests.state'),
      isSortable: true,
      cell: row => (
        <Cell>
          <Flex direction="column" gap="1" style={{ minWidth: 0 }}>
            <StateLabel
              tone={promiseStateTone(row.state.name)}
              label={t(`promiseState.${row.state.name}`)}
            />
            {row.state.name !== 'Available' && !narrow && (
              <Text
                variant="body-small"
                color="secondary"
                truncate
                title={promiseMessage(t, row.state)}
              >
                {promiseMessage(t, row.state)}
              </Text>
            )}
          </Flex>
        </Cell>
      ),
    },
    !narrow && {
      id: 'requests',
      label: t('pages.requests'),
      isSortable: true,
      cell: row => (
        <Cell>{row.api && <RequestCounts promise={row} short />}</Cell>
      ),
    },
    !narrow &&
      !!titles && {
        id: 'platform',
        label: t('common.platform'),
        cell: row => (
          <CellText title={titles.get(row.platform) ?? row.platform} />
        ),
      },
    !narrow && {
      id: 'activity',
      label: t('promise.lastActivity'),
      isSortable: true,
      width: 140,
      cell: row => (
        <Cell>
          <Text color="secondary">
            <TimeAgo time={row.lastActivity} style="narrow" />
          </Text>
        </Cell>
      ),
    },
    !narrow && {
      id: 'version',
      label: t('promise.version'),
      width: 110,
      cell: row => <CellText title={row.version ?? '–'} />,
    },
    !narrow && {
      id: 'request',
      label: t('promises.request'),
      width: 110,
      cell: row => (
        <Cell>
          <RequestLink promise={row} size="small" />
        </Cell>
      ),
    },
  ];
  return columns.filter(column => column !== false);
}

/** Promises as rows, for those who have many. */
export const PromiseTable = (props: {
  promises: PromiseSummary[];
  /** Titles of platforms, where there are several. */
  titles?: Map<string, string>;
  query: PromiseQuery;
  onChange: (change: Partial<PromiseQuery>) => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { promises, titles, query, onChange } = props;
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { down } = useBreakpoint();
  const narrow = down('md');
  const columns = useMemo(
    () => columnsOf(t, titles, narrow),
    [t, titles, narrow],
  );
  const data = useMemo(
    () =>
      promises.map(promise => ({
        ...promise,
        id: `${promise.platform}/${promise.name}`,
      })),
    [promises],
  );
  return (
    <Table
      columnConfig={columns}
      data={data}
      rowConfig={{
        getHref: ({ platform, name }) =>
          promiseLink?.({ platform, promise: name }),
      }}
      sort={{
        descriptor: {
          column: query.order,
          direction: query.descending ? 'descending' : 'ascending',
        },
        onSortChange: ({ column, direction }) =>
          onChange({
            order: PROMISE_ORDERS.find(name => name === column) ?? 'title',
            descending: direction === 'descending',
          }),
      }}
      pagination={{ type: 'none' }}
    />
  );
};
