import '@backstage/cli/asset-types';
// The gallery is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import kratixPlugin from '../src/alpha';
import { galleryFeatures } from './gallery';

const app = createApp({
  features: [kratixPlugin, catalogPlugin, ...galleryFeatures],
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(app.createRoot());
}
