const SECRET_NAME =
  /passw|passphrase|secret|token|credential|private|apikey|(api|access|account|encryption|signing|ssh)[-_ ]?key|connection[-_ ]?string|cert|kubeconfig|dsn$|auth(?!or)/i;

const SECRET_VALUE =
  /:\/\/[^/\s@]*:[^/\s@]*@|-----BEGIN|\beyJ[\w-]+\.[\w-]+\.|(passw(or)?d|secret|token|sig(nature)?|api[-_]?key|access[-_]?key)["']?\s*[=:]/i;

/** Whether the name of a field or column says that its value is none of everybody's business. @public */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Characters that are looked through; nothing longer reaches the catalog. */
const LOOKED_AT = 2000;

/** Whether the beginning of a value looks as if a credential were in it. */
export function isSecretValue(value: string): boolean {
  return SECRET_VALUE.test(value.slice(0, LOOKED_AT));
}
