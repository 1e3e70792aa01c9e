/** A Group as a Team Promise writes it. */
export function groupYaml(name: string, title = name): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: ${name}
  title: ${title}
spec:
  type: team
  children: []
`;
}
