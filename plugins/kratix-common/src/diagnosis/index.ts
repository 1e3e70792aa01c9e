export { closeSentence, describeDiagnosis } from './describeDiagnosis';
export * from './diagnose';
export * from './messages';
export * from './podInQuestion';
export * from './types';
