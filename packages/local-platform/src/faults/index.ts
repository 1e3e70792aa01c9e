export type { ActiveFault, Fault } from './Fault';
export { FaultBox } from './FaultBox';
export { handleFaults, isFaultPath } from './handleFaults';
