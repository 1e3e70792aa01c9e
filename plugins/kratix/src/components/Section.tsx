import { ReactNode } from 'react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { legible } from './legible';

/** A part of a request's page under a heading. */
export const Section = (props: { title: string; children: ReactNode }) => (
  <Card role="region" aria-label={props.title} style={legible}>
    <CardHeader>
      <Text as="h3" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
    </CardHeader>
    <CardBody>{props.children}</CardBody>
  </Card>
);
