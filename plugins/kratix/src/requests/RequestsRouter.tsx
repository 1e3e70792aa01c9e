import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { PageContent } from '../components/PageContent';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { REQUEST_PATH } from '../routes';
import { RequestsPage } from './RequestsPage';

// The list is there sooner without what only a request's own page needs.
const RequestPage = lazy(() =>
  import('../request/RequestPage').then(module => ({
    default: module.RequestPage,
  })),
);

const Loading = () => (
  <PageContent>
    <RequestSkeleton />
  </PageContent>
);

/** The list of requests, and one of them. */
export const RequestsRouter = () => (
  <Routes>
    <Route index element={<RequestsPage />} />
    <Route
      path={REQUEST_PATH}
      element={
        <Suspense fallback={<Loading />}>
          <RequestPage />
        </Suspense>
      }
    />
  </Routes>
);
