import { Locator, Page } from '@playwright/test';

/** A page of the suite as the tests look at it. */
export interface LookedAt {
  /** Of its pictures. */
  name: string;
  path: string;
  /** What is there once the page shows what it is about. */
  shows: (page: Page) => Locator;
  /**
   * The parts of the page that are ours, where not all of it is: axe looks at these only. Default:
   * what is below Backstage's header.
   */
  ours?: (page: Page) => Locator;
  /** File name of its picture in docs/images, which a run with IMAGES=1 takes again. */
  image?: string;
}

/** What is below Backstage's sidebar and header: the pages have no landmark in common. */
export const CONTENT = '.bui-PluginHeader ~ *';

const text =
  (what: string | RegExp) =>
  (page: Page): Locator =>
    page.locator(CONTENT).getByText(what).filter({ visible: true }).first();

const request = (promise: string, name: string) =>
  `/kratix/requests/local/${promise}/default/${name}`;

export const PAGES: LookedAt[] = [
  {
    name: 'promises',
    image: 'promises.png',
    path: '/kratix/promises',
    shows: text('Faulty'),
  },
  {
    name: 'promise',
    image: 'promise.png',
    path: '/kratix/promises/local/team',
    shows: text('Overview'),
  },
  {
    name: 'promise-api',
    path: '/kratix/promises/local/team?tab=api',
    shows: text('spec.email'),
  },
  {
    name: 'promise-requests',
    path: '/kratix/promises/local/faulty?tab=requests',
    shows: text('suspended'),
  },
  {
    name: 'promise-destinations',
    path: '/kratix/promises/local/team?tab=destinations',
    shows: text('worker-1'),
  },
  {
    name: 'requests',
    image: 'requests.png',
    path: '/kratix/requests',
    shows: text(/^payments$/),
  },
  {
    name: 'request-ready',
    path: request('team', 'payments'),
    shows: text('Ready'),
  },
  {
    name: 'request-failing',
    image: 'request-failing.png',
    path: request('faulty', 'failing-step'),
    shows: text('Failed'),
  },
  {
    name: 'request-suspended',
    path: request('faulty', 'suspended'),
    shows: text(/Waiting for approval/),
  },
  {
    name: 'request-misplaced',
    path: request('faulty', 'misplaced'),
    shows: text('Misplaced'),
  },
  {
    name: 'request-compound',
    path: request('app-environment', 'shop-dev'),
    shows: text('shop-dev'),
  },
  {
    name: 'destinations',
    path: '/kratix/destinations',
    shows: text('worker-1'),
  },
  {
    name: 'platforms',
    path: '/kratix/platforms',
    shows: text(/^Edge$/),
  },
  { name: 'ingestion', path: '/kratix/ingestion', shows: text('Up to date') },
  {
    name: 'team',
    path: '/catalog/default/group/payments',
    shows: text('payments-dev'),
    // The other cards, and the header with its tabs, are the catalog's.
    ours: page =>
      page.locator('article').filter({
        has: page.getByRole('heading', {
          name: /^(Promise status|Requests of the team)$/,
        }),
      }),
  },
  {
    name: 'team-promise-status',
    image: 'team-page.png',
    path: '/catalog/default/group/payments/promise-status',
    shows: text('Ready'),
    // Above it is the catalog's header.
    ours: page => page.locator('main > .bui-Container').last(),
  },
  {
    name: 'form',
    path: '/create/templates/default/kratix-team',
    shows: page => page.getByRole('textbox', { name: 'Id', exact: true }),
    // The rest of the form is the scaffolder's.
    ours: page =>
      page.locator('.field-string').filter({
        has: page.getByRole('textbox', { name: 'Id', exact: true }),
      }),
  },
];
