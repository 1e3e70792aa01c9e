import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  PlatformSummary,
  PromiseSummary,
  REQUEST_STATES,
  RequestPage,
} from 'backstage-plugin-kratix-common';
import { ChoiceFilter } from '../components/ChoiceFilter';
import { shortRef } from '../components/shortRef';
import { kratixTranslationRef } from '../translation';
import { RequestQuery } from './requestQuery';
import { TypedFilter } from './TypedFilter';

/** Narrows down the list of requests. */
export const RequestFilters = (props: {
  query: RequestQuery;
  onChange: (change: Partial<RequestQuery>) => void;
  platforms: PlatformSummary[];
  promises: PromiseSummary[];
  counts?: RequestPage['counts'];
  /** Groups of the person. */
  groups: string[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { query, onChange, platforms, promises, counts, groups } = props;
  const search = useCallback((q?: string) => onChange({ q }), [onChange]);
  const narrowTo = useCallback(
    (namespace?: string) => onChange({ namespace }),
    [onChange],
  );

  const offered = promises.filter(
    ({ api, platform }) => api && platform === (query.platform ?? platform),
  );

  return (
    <Flex gap="3" mb="4" align="center" style={{ flexWrap: 'wrap' }}>
      <TypedFilter
        label={t('requests.search')}
        value={query.q}
        onChange={search}
        flex="2 1 220px"
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
          onChange={platform => onChange({ platform, promise: undefined })}
        />
      )}
      <ChoiceFilter
        label={t('common.promise')}
        all={t('requests.allPromises')}
        value={query.promise}
        options={[...new Map(offered.map(item => [item.name, item.title]))].map(
          ([id, label]) => ({ id, label }),
        )}
        onChange={promise => onChange({ promise })}
      />
      <TypedFilter
        label={t('common.namespace')}
        placeholder={t('requests.namespace')}
        value={query.namespace}
        onChange={narrowTo}
        flex="1 1 150px"
      />
      <ChoiceFilter
        label={t('requests.state')}
        all={t('requests.allStates')}
        value={query.state}
        options={REQUEST_STATES.map(name => ({
          id: name,
          label: counts?.[name]
            ? `${t(`state.${name}`)} (${counts[name]})`
            : t(`state.${name}`),
        }))}
        onChange={value =>
          onChange({ state: REQUEST_STATES.find(name => name === value) })
        }
      />
      {(groups.length > 0 || query.owner) && (
        <ChoiceFilter
          label={t('common.owner')}
          all={t('requests.allOwners')}
          value={query.owner}
          options={groups.map(group => ({ id: group, label: shortRef(group) }))}
          onChange={owner => onChange({ owner })}
        />
      )}
    </Flex>
  );
};
