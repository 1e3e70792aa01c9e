import { Route, Routes } from 'react-router-dom';
import { PromisePage } from '../promise/PromisePage';
import { PROMISE_PATH } from '../routes';
import { PromisesPage } from './PromisesPage';

/** The list of Promises, and one of them. */
export const PromisesRouter = () => (
  <Routes>
    <Route index element={<PromisesPage />} />
    <Route path={PROMISE_PATH} element={<PromisePage />} />
  </Routes>
);
