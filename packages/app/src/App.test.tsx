import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('asks who you are before it shows anything', async () => {
    // The app reads its configuration from here, where the build puts an array.
    Object.assign(process, {
      env: {
        NODE_ENV: 'test',
        APP_CONFIG: [
          {
            data: {
              app: { title: 'Test', baseUrl: 'http://localhost:3000' },
              backend: { baseUrl: 'http://localhost:7007' },
            },
            context: 'test',
          },
        ],
      },
    });

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 60_000);
});
