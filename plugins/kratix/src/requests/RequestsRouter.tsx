import { Route, Routes } from 'react-router-dom';
import { RequestPage } from '../request/RequestPage';
import { REQUEST_PATH } from '../routes';
import { RequestsPage } from './RequestsPage';

/** The list of requests, and one of them. */
export const RequestsRouter = () => (
  <Routes>
    <Route index element={<RequestsPage />} />
    <Route path={REQUEST_PATH} element={<RequestPage />} />
  </Routes>
);
