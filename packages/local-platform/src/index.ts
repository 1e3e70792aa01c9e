export * from './apiserver';
export * from './kube';
