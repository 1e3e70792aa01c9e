export { gitOpsObjects } from './gitOpsObjects';
export { startGitOps, type GitOps } from './startGitOps';
