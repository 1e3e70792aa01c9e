import { Cell, CellText, ColumnConfig } from '@backstage/ui';
import { RequestSummary } from 'backstage-plugin-kratix-common';
import { shortRef } from '../components/shortRef';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { requestTone } from '../components/tone';
import { RequestTexts } from '../components/useRequestTexts';

/** A request as a row. */
export type RequestRow = RequestSummary & { id: string };

/** The columns of the list; on a narrow screen those that one cannot do without. */
export function requestColumns(options: {
  texts: RequestTexts;
  /** Titles of Promises by `platform/name`. */
  promiseTitles: Map<string, string>;
  /** Titles of platforms, where there are several. */
  platformTitles?: Map<string, string>;
  narrow: boolean;
}): ColumnConfig<RequestRow>[] {
  const { texts, promiseTitles, platformTitles, narrow } = options;
  const { t } = texts;
  const promiseOf = ({ ref }: RequestRow) =>
    promiseTitles.get(`${ref.platform}/${ref.promise}`) ?? ref.promise;
  return [
    {
      id: 'name',
      label: t('requests.name'),
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '2fr',
      cell: row => (
        <CellText
          title={row.ref.name}
          description={
            narrow ? `${promiseOf(row)} · ${row.ref.namespace}` : undefined
          }
        />
      ),
    },
    {
      id: 'state',
      label: t('requests.state'),
      isSortable: true,
      minWidth: 150,
      cell: row => (
        <Cell>
          <StateLabel
            tone={requestTone(row.state)}
            label={texts.stateLabel(row.state)}
          />
        </Cell>
      ),
    },
    {
      id: 'promise',
      label: t('common.promise'),
      isSortable: true,
      minWidth: 120,
      isHidden: narrow,
      cell: row => <CellText title={promiseOf(row)} />,
    },
    {
      id: 'platform',
      label: t('common.platform'),
      isSortable: true,
      minWidth: 120,
      isHidden: narrow || !platformTitles,
      cell: row => (
        <CellText
          title={platformTitles?.get(row.ref.platform) ?? row.ref.platform}
        />
      ),
    },
    {
      id: 'namespace',
      label: t('common.namespace'),
      isSortable: true,
      minWidth: 130,
      isHidden: narrow,
      cell: row => <CellText title={row.ref.namespace} />,
    },
    {
      id: 'owner',
      label: t('common.owner'),
      isSortable: true,
      minWidth: 120,
      isHidden: narrow,
      cell: row => <CellText title={row.owner ? shortRef(row.owner) : '–'} />,
    },
    {
      id: 'message',
      label: t('requests.message'),
      isHidden: narrow,
      defaultWidth: '3fr',
      cell: row => (
        <CellText
          title={
            row.state.name === 'Ready'
              ? row.message ?? row.state.reason
              : row.state.reason
          }
          color="secondary"
        />
      ),
    },
    {
      id: 'createdAt',
      label: t('common.age'),
      isSortable: true,
      width: 110,
      isHidden: narrow,
      cell: row => (
        <Cell>
          <TimeAgo time={row.createdAt} style="narrow" />
        </Cell>
      ),
    },
  ];
}
