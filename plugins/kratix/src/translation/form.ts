/** Texts of form fields. */
export const formMessages = {
  unique: {
    checking: 'Checking whether it is free …',
    free: 'Free',
    takenBy:
      '“{{value}}” is taken by the request {{name}} in the namespace {{namespace}}. Choose another one.',
    taken: '“{{value}}” is taken by another request. Choose another one.',
    unchecked:
      'Whether it is free could not be checked now; it is checked again when you press Create.',
    misconfigured:
      'The Template does not say what to check: ui:options needs platform, promise and uniqueField.',
  },
  clusterToken: {
    missing: 'Your own token for the cluster cannot be sent along',
    signIn:
      'The platform {{platform}} is written to as you. Sign in with {{provider}} in Backstage, and open this form again.',
    misconfigured:
      'The Template does not say for which platform: ui:options needs platform or platformField.',
  },
} as const;
