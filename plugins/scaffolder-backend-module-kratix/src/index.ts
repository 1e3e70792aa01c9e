/**
 * Scaffolder actions for Kratix.
 *
 * @packageDocumentation
 */
export { scaffolderModuleKratix as default } from './module';
