import { hclString } from './hclString';
import { type RequestCoordinates, type Team } from './Team';

/**
 * The Terraform module's directory below the output directory. A Destination with path mode `none`
 * keeps the path as it is written, directory included: with one name for all, the organisations of
 * all requests and `versions.tf` meet in one directory, which is one root module.
 */
export const MODULE_DIRECTORY = 'teams';

/** Where Terraform files go. */
export const TERRAFORM_SELECTOR = {
  directory: MODULE_DIRECTORY,
  matchLabels: { environment: 'terraform' },
};

/**
 * The file of a request in the module, `<namespace>-<name>.tf`. When the namespace itself holds
 * hyphens, `_` and their number follow: `a-b`/`c` and `a`/`b-c` are two files, and Kratix would
 * otherwise overwrite one with the other and delete both with either.
 */
export function organisationFile({
  namespace,
  name,
}: RequestCoordinates): string {
  const hyphens = namespace.split('-').length - 1;
  const suffix = hyphens > 0 ? `_${hyphens}` : '';
  return `${MODULE_DIRECTORY}/${namespace}-${name}${suffix}.tf`;
}

/**
 * The Terraform name of a request's organisation. Kubernetes names hold no `_`, so the first one ends
 * the namespace and the others stand for the dots of the name: no two requests share a name.
 */
export function organisationLabel({
  namespace,
  name,
}: RequestCoordinates): string {
  return `team_${namespace}_${name.replace(/\./g, '_')}`;
}

/** The Gitea organisation of a team, as `terraform fmt` would write it. */
export function giteaOrganisation({ id, name, email, request }: Team): string {
  const { promiseName, namespace, name: requestName } = request;
  return `# Written by Kratix for request ${namespace}/${requestName} of Promise ${promiseName}; edits are overwritten.
resource "gitea_org" "${organisationLabel(request)}" {
  name        = ${hclString(id)}
  full_name   = ${hclString(name)}
  description = ${hclString(email)}
  visibility  = "limited"
}
`;
}
