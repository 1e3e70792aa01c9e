/** What a faked route answers: JSON, an error, or nothing for as long as one looks. */
export type Answer =
  | { json: unknown }
  | { text: string }
  | { status: number; message: string }
  | 'never';

/** The wire to `/api/kratix`: answers by method and path, and remembers what was asked. */
export class Wire {
  readonly calls: string[] = [];
  private readonly answers = new Map<string, Answer>();

  /** @param route - for example `GET /platforms`; of a query only the path counts */
  answer(route: string, answer: Answer): this {
    this.answers.set(route, answer);
    return this;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const route = `${init?.method ?? 'GET'} ${url.pathname.replace(
      /^\/api\/kratix/,
      '',
    )}`;
    this.calls.push(`${route}${url.search}`);
    const answer = this.answers.get(route);
    if (answer === 'never') {
      return new Promise<Response>(() => {});
    }
    if (answer && 'json' in answer) {
      return new Response(JSON.stringify(answer.json), {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
      });
    }
    if (answer && 'text' in answer) {
      return new Response(answer.text);
    }
    const { status, message } = answer ?? { status: 404, message: route };
    const names: Record<number, string> = {
      403: 'NotAllowedError',
      404: 'NotFoundError',
    };
    return new Response(
      JSON.stringify({
        error: { name: names[status] ?? 'ServiceUnavailableError', message },
        request: { method: init?.method ?? 'GET', url: url.pathname },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    );
  };
}
