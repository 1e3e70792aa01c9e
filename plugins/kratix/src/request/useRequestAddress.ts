import { useLocation, useSearchParams } from 'react-router-dom';
import {
  readRequestAddress,
  RequestAddress,
  writeRequestAddress,
} from './requestAddress';

/** What of a request is looked at, kept in the address so that it can be sent to somebody. */
export function useRequestAddress() {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  return {
    address: readRequestAddress(params),
    show: (address: RequestAddress) =>
      setParams(previous => writeRequestAddress(address, previous)),
    linkTo: (address: RequestAddress) =>
      `${pathname}?${writeRequestAddress(address, params)}`,
  };
}
