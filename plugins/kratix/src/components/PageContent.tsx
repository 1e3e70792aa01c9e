import { ReactNode } from 'react';
import { Container } from '@backstage/ui';
import { legible } from './legible';

/** What stands below the tabs of the plugin. */
export const PageContent = (props: {
  /** Whether a header with its own space stands above it. Default: false. */
  belowHeader?: boolean;
  children: ReactNode;
}) => (
  <Container mt={props.belowHeader ? '0' : '6'} mb="6" style={legible}>
    {props.children}
  </Container>
);
