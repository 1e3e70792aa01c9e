export * from './describeDiagnosis';
export * from './diagnose';
export * from './messages';
export * from './types';
