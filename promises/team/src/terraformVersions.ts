/** The `versions.tf` of the module that holds all teams, as `terraform fmt` would write it. */
export const TERRAFORM_VERSIONS = `terraform {
  required_version = ">= 1.5"

  required_providers {
    gitea = {
      source  = "go-gitea/gitea"
      version = "0.7.0"
    }
  }
}
`;
