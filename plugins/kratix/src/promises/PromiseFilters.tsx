import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Flex,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { ChoiceFilter } from '../components/ChoiceFilter';
import { kratixTranslationRef } from '../translation';
import {
  PROMISE_STATES,
  PromiseOrder,
  PromiseQuery,
  PromiseView,
} from './promiseQuery';

/** What one asks for: by name from A, by numbers from the highest. */
const ORDERS: { order: PromiseOrder; descending: boolean }[] = [
  { order: 'title', descending: false },
  { order: 'state', descending: false },
  { order: 'failing', descending: true },
  { order: 'requests', descending: true },
  { order: 'activity', descending: true },
];

/** As high as the fields beside it, with letters no larger than theirs. */
const AS_LARGE_AS_OTHERS = { fontSize: 'var(--bui-font-size-3)' };

/** Narrows down the list of Promises, and chooses how it is shown. */
export const PromiseFilters = (props: {
  query: PromiseQuery;
  onChange: (change: Partial<PromiseQuery>) => void;
  platforms: PlatformSummary[];
  view: PromiseView;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { query, onChange, platforms, view } = props;
  return (
    <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
      <SearchField
        size="medium"
        aria-label={t('promises.search')}
        placeholder={t('promises.search')}
        value={query.q}
        onChange={q => onChange({ q })}
        style={{ flex: '2 1 220px', maxWidth: 360 }}
      />
      {(platforms.length > 1 || query.platform) && (
        <ChoiceFilter
          label={t('common.platform')}
          all={t('requests.allPlatforms')}
          value={query.platform}
          options={platforms.map(({ name, title }) => ({
            id: name,
            label: title,
          }))}
          onChange={platform => onChange({ platform })}
        />
      )}
      <ChoiceFilter
        label={t('requests.state')}
        all={t('requests.allStates')}
        value={query.state}
        options={PROMISE_STATES.map(name => ({
          id: name,
          label: t(`promiseState.${name}`),
        }))}
        onChange={value =>
          onChange({ state: PROMISE_STATES.find(name => name === value) })
        }
      />
      {view === 'cards' && (
        <Select
          aria-label={t('promises.order')}
          size="medium"
          style={{ minWidth: 150, flex: '1 1 150px', maxWidth: 220 }}
          value={query.order}
          options={ORDERS.map(({ order }) => ({
            id: order,
            label: t(`promiseOrder.${order}`),
          }))}
          onChange={key =>
            onChange(ORDERS.find(({ order }) => order === key) ?? {})
          }
        />
      )}
      <ToggleButtonGroup
        aria-label={t('promises.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={keys =>
          onChange({ view: keys.has('table') ? 'table' : 'cards' })
        }
      >
        <ToggleButton id="cards" size="medium" style={AS_LARGE_AS_OTHERS}>
          {t('promises.cards')}
        </ToggleButton>
        <ToggleButton id="table" size="medium" style={AS_LARGE_AS_OTHERS}>
          {t('promises.table')}
        </ToggleButton>
      </ToggleButtonGroup>
    </Flex>
  );
};
