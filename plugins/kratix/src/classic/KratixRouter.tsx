import { lazy, Suspense } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Header,
  Page,
  Progress,
  TabbedLayout,
} from '@backstage/core-components';
import { kratixTranslationRef } from '../translation';

const PromisesRouter = lazy(() =>
  import('../promises/PromisesRouter').then(m => ({
    default: m.PromisesRouter,
  })),
);

const RequestsRouter = lazy(() =>
  import('../requests/RequestsRouter').then(m => ({
    default: m.RequestsRouter,
  })),
);

const DestinationsPage = lazy(() =>
  import('../destinations/DestinationsPage').then(m => ({
    default: m.DestinationsPage,
  })),
);

const PlatformsPage = lazy(() =>
  import('../platforms/PlatformsPage').then(m => ({
    default: m.PlatformsPage,
  })),
);

const IngestionPage = lazy(() =>
  import('../ingestion/IngestionPage').then(m => ({
    default: m.IngestionPage,
  })),
);

/** All pages under one address, for apps of the classic frontend system. */
export const KratixRouter = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('pages.title')} />
      <TabbedLayout>
        <TabbedLayout.Route path="/promises" title={t('pages.promises')}>
          <Suspense fallback={<Progress />}>
            <PromisesRouter />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/requests" title={t('pages.requests')}>
          <Suspense fallback={<Progress />}>
            <RequestsRouter />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route
          path="/destinations"
          title={t('pages.destinations')}
        >
          <Suspense fallback={<Progress />}>
            <DestinationsPage />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/platforms" title={t('pages.platforms')}>
          <Suspense fallback={<Progress />}>
            <PlatformsPage />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/ingestion" title={t('pages.ingestion')}>
          <Suspense fallback={<Progress />}>
            <IngestionPage />
          </Suspense>
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
};
