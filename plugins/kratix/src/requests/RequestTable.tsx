import { ReactNode, useState } from 'react';
import { Link, Text } from '@backstage/ui';
import {
  RequestRef,
  RequestSummary,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { clamp } from '../components/clamp';
import { ownMessage } from '../components/ownMessage';
import { shortRef } from '../components/shortRef';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { requestTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useRequestTexts } from '../components/useRequestTexts';
import { requestRouteRef } from '../routes';

/** A column of the list. */
interface Column {
  id: string;
  label: string;
  sortable: boolean;
  /** How much of the width it takes, against the others. Default: 12. */
  share?: number;
  /** @param whole - whether all of a long text is to be shown */
  cell: (row: RequestSummary, whole: boolean) => ReactNode;
}

const CELL = {
  padding: 'var(--bui-space-3)',
  textAlign: 'start',
  overflowWrap: 'anywhere',
  verticalAlign: 'top',
} as const;

/** Route parameters are a record of texts; a reference is one by its fields. */
const routeParams = ({ platform, promise, namespace, name }: RequestRef) => ({
  platform,
  promise,
  namespace,
  name,
});

const ONE_LINE = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

/** A text in a line or a few; the whole is shown on hover and on focus. */
const Line = (props: { text: string; whole: boolean; lines?: number }) => {
  const { text, whole, lines = 1 } = props;
  const short = lines > 1 ? clamp(lines) : ONE_LINE;
  return (
    <span title={text} style={{ display: 'block', ...(!whole && short) }}>
      {text}
    </span>
  );
};

/** How long ago it was; what has no room is cut off, not written over the next cell. */
const Age = ({ time }: { time?: string }) => (
  <div style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
    <TimeAgo time={time} style="narrow" />
  </div>
);

/** A heading that sorts the list by its column, and the other way round at the next press. */
const SortButton = (props: {
  label: string;
  direction?: 'ascending' | 'descending';
  onPress: () => void;
}) => (
  <button
    type="button"
    onClick={props.onPress}
    style={{
      all: 'unset',
      cursor: 'pointer',
      outline: 'revert',
      whiteSpace: 'nowrap',
    }}
  >
    {props.label}
    <span aria-hidden="true" style={{ opacity: props.direction ? 1 : 0.4 }}>
      {' '}
      {props.direction === 'descending' ? '↓' : '↑'}
    </span>
  </button>
);

/**
 * Requests as rows. A plain table: the kit's own brings selection, resizing and a collection of its
 * own along, and takes several times as long until the first rows are there.
 */
export const RequestTable = (props: {
  rows: RequestSummary[];
  /** Field to order by; a leading `-` is for descending. */
  orderField: string;
  onOrder: (orderField: string) => void;
  /** Titles of Promises by `platform/name`. */
  promiseTitles: Map<string, string>;
  /** Titles of platforms, where there are several. */
  platformTitles?: Map<string, string>;
  /** How much there is room for. */
  room: 'narrow' | 'medium' | 'wide';
  /** Whether the rows are those of another question, whose answer is on its way. */
  isStale: boolean;
}) => {
  const texts = useRequestTexts();
  const { t } = texts;
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { rows, orderField, onOrder, room, isStale } = props;
  const { promiseTitles, platformTitles } = props;
  const narrow = room === 'narrow';
  const wide = room === 'wide';
  const [focused, setFocused] = useState<string>();
  const order = orderField.replace(/^-/, '');
  const descending = orderField.startsWith('-');
  /** What a request says of itself once it is ready; before that, why it is not. */
  const messageOf = ({ state, message }: RequestSummary) =>
    (state.name === 'Ready' ? ownMessage(message) : undefined) ??
    texts.stateTexts(state).reason;
  const promiseOf = ({ ref }: RequestSummary) =>
    promiseTitles.get(`${ref.platform}/${ref.promise}`) ?? ref.promise;

  const columns: (Column | false)[] = [
    {
      id: 'state',
      label: t('requests.state'),
      sortable: true,
      share: narrow ? 14 : 15,
      cell: row => (
        <StateLabel
          tone={requestTone(row.state)}
          label={texts.stateLabel(row.state)}
          wrap={narrow}
        />
      ),
    },
    !narrow && {
      id: 'promise',
      label: t('common.promise'),
      sortable: true,
      cell: (row, whole) => <Line text={promiseOf(row)} whole={whole} />,
    },
    !narrow &&
      !!platformTitles && {
        id: 'platform',
        label: t('common.platform'),
        sortable: true,
        cell: ({ ref }, whole) => (
          <Line
            text={platformTitles.get(ref.platform) ?? ref.platform}
            whole={whole}
          />
        ),
      },
    !narrow &&
      (wide || !platformTitles) && {
        id: 'namespace',
        label: t('common.namespace'),
        sortable: true,
        share: 11,
        cell: ({ ref }, whole) => <Line text={ref.namespace} whole={whole} />,
      },
    wide && {
      id: 'owner',
      label: t('common.owner'),
      sortable: true,
      cell: ({ owner }, whole) =>
        owner ? <Line text={shortRef(owner)} whole={whole} /> : '–',
    },
    !narrow && {
      id: 'message',
      label: t('requests.message'),
      sortable: false,
      share: 18,
      cell: (row, whole) => (
        <Text as="div" variant="body-small" color="secondary">
          <Line text={messageOf(row)} whole={whole} />
        </Text>
      ),
    },
    !narrow && {
      id: 'changedAt',
      label: t('requests.changed'),
      sortable: true,
      share: 10,
      cell: ({ changedAt }) => <Age time={changedAt} />,
    },
    wide && {
      id: 'createdAt',
      label: t('common.age'),
      sortable: true,
      share: 10,
      cell: ({ createdAt }) => <Age time={createdAt} />,
    },
  ];
  const shown = columns.filter(column => column !== false);

  const named = {
    id: 'name',
    label: t('requests.name'),
    sortable: true,
    share: 15,
  };
  const shareOf = ({ share = 12 }: Pick<Column, 'share'>) => share;
  const whole = [named, ...shown].map(shareOf).reduce((a, b) => a + b);

  const heading = (column: Omit<Column, 'cell'>) => {
    const { id, label, sortable } = column;
    const current = descending ? 'descending' : 'ascending';
    const direction = order === id ? current : undefined;
    return (
      <th
        key={id}
        scope="col"
        aria-sort={sortable ? direction ?? 'none' : undefined}
        style={{
          ...CELL,
          width: `${(100 * shareOf(column)) / whole}%`,
          fontWeight: 'var(--bui-font-weight-bold)',
          // A heading without room must not stand on the next one.
          overflow: 'hidden',
        }}
      >
        {sortable ? (
          <SortButton
            label={label}
            direction={direction}
            onPress={() => onOrder(direction === 'ascending' ? `-${id}` : id)}
          />
        ) : (
          label
        )}
      </th>
    );
  };

  return (
    <table
      aria-label={t('requests.table')}
      aria-busy={isStale}
      style={{
        width: '100%',
        tableLayout: 'fixed',
        borderCollapse: 'collapse',
        background: 'var(--bui-bg-neutral-1)',
        borderRadius: 'var(--bui-radius-3)',
        fontFamily: 'var(--bui-font-regular)',
        fontSize: 'var(--bui-font-size-3)',
        color: 'var(--bui-fg-primary)',
        opacity: isStale ? 0.6 : 1,
      }}
    >
      <thead>
        <tr>
          {heading(named)}
          {shown.map(heading)}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr
            key={stringifyRequestRef(row.ref)}
            onFocus={() => setFocused(stringifyRequestRef(row.ref))}
            onBlur={() => setFocused(undefined)}
            style={{
              position: 'relative',
              borderTop: '1px solid var(--bui-border-1)',
            }}
          >
            <th scope="row" style={{ ...CELL, fontWeight: 'inherit' }}>
              {requestLink ? (
                <Link
                  href={requestLink(routeParams(row.ref))}
                  standalone
                  // As wide as its cell, so that a long name is cut there.
                  style={{ display: 'block' }}
                >
                  <Line
                    text={row.ref.name}
                    whole={focused === stringifyRequestRef(row.ref)}
                    lines={narrow ? 3 : 1}
                  />
                  {/* The whole row leads there. */}
                  <span style={{ position: 'absolute', inset: 0 }} />
                </Link>
              ) : (
                row.ref.name
              )}
              {narrow && (
                <Text
                  variant="body-small"
                  color="secondary"
                  style={{ display: 'block' }}
                >
                  {[promiseOf(row), row.ref.namespace].join(' · ')}
                </Text>
              )}
            </th>
            {shown.map(({ id, cell }) => (
              <td key={id} style={CELL}>
                {cell(row, focused === stringifyRequestRef(row.ref))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
