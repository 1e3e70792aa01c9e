import { Route, Routes } from 'react-router-dom';
import { RequestPage } from '../request/RequestPage';
import { requestRouteRef } from '../routes';
import { RequestsPage } from './RequestsPage';

/** The list of requests, and one of them. */
export const RequestsRouter = () => (
  <Routes>
    <Route index element={<RequestsPage />} />
    <Route path={requestRouteRef.path} element={<RequestPage />} />
  </Routes>
);
