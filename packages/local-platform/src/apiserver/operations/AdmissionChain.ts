import type { AdmissionCheck, AdmissionRequest, KubeObject } from '../../kube';

/** Which objects an admission check sees. */
export interface AdmissionMatcher {
  /** API group; '' is the core group. */
  group: string;
  /** Plural; every resource of the group when left out. */
  resource?: string;
  /** Every operation when left out. */
  operations?: AdmissionRequest['operation'][];
}

/** The admission checks, in the order of their registration. */
export class AdmissionChain {
  readonly #checks: Array<{
    matcher: AdmissionMatcher;
    check: AdmissionCheck;
  }> = [];

  register(matcher: AdmissionMatcher, check: AdmissionCheck): void {
    this.#checks.push({ matcher, check });
  }

  /** Runs the checks that match; gives the object as they left it. Rejects when one refuses. */
  async run(
    request: AdmissionRequest,
    warnings: string[],
  ): Promise<KubeObject> {
    let { object } = request;
    for (const { matcher, check } of this.#checks) {
      if (
        matcher.group !== request.type.group ||
        (matcher.resource && matcher.resource !== request.type.resource) ||
        (matcher.operations && !matcher.operations.includes(request.operation))
      ) {
        continue;
      }
      const answer = await check({ ...request, object });
      if (answer?.object) object = answer.object;
      warnings.push(...(answer?.warnings ?? []));
    }
    return object;
  }
}
