/** What `/version` says: the Kubernetes release whose API is followed. */
export const versionInfo = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0+local-platform',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2024-12-11T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: `${process.platform}/${process.arch}`,
};
