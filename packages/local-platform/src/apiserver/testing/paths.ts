/** Paths of the HTTP API that tests use. */
export const paths = {
  crds: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  teams: '/apis/test.kratix.io/v1/namespaces/default/teams',
  allTeams: '/apis/test.kratix.io/v1/teams',
  configMaps: '/api/v1/namespaces/default/configmaps',
};
