/**
 * Header of a write in which a person's own token for the cluster travels, where a platform's
 * `identity` is `oidc`: what Backstage's Kubernetes plugin gets for the auth provider
 * `oidc.<provider>` and sends along with its calls.
 *
 * @public
 */
export const KRATIX_CLUSTER_TOKEN_HEADER = 'Backstage-Kratix-Cluster-Token';

/**
 * Secret of a scaffolder task in which the same token travels: a form sets it, the actions send it.
 *
 * @public
 */
export const KRATIX_CLUSTER_TOKEN_SECRET = 'KRATIX_CLUSTER_TOKEN';
