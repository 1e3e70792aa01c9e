export * from './kube';
