/** What slices are named by: how it looks, in which order, and what it is in Toggl. */
import { Button, List, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { movedBy } from '../../components/listOrder.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { type Category, useCategories, useOrderCategories } from '../../server/categories.ts';
import { CategoryEditor, type Edited } from './CategoryEditor.tsx';
import { CategoryRow } from './CategoryRow.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { NewCategories } from './NewCategories.tsx';
import { UnmappedCategories } from './UnmappedCategories.tsx';

export function CategoriesPage() {
  const [edited, setEdited] = useState<Edited>({ kind: 'nothing' });
  const [merged, setMerged] = useState<Category | null>(null);
  return (
    <Page
      title="Categories"
      actions={<Button onClick={() => setEdited({ kind: 'new' })}>New category</Button>}
    >
      <QueryView
        query={useCategories()}
        isEmpty={(categories) => categories.length === 0}
        empty={
          <EmptyState title="There is no category yet">
            Whatever you start on Now becomes one by itself.
          </EmptyState>
        }
      >
        {(categories) => (
          <Stack>
            <NewCategories
              categories={categories.filter(({ isNew }) => isNew)}
              edit={(category) => setEdited({ kind: 'known', category })}
              merge={setMerged}
            />
            <UnmappedCategories />
            <AllCategories
              categories={categories}
              edit={(category) => setEdited({ kind: 'known', category })}
              merge={setMerged}
            />
            <MergeDialog category={merged} others={categories} close={() => setMerged(null)} />
          </Stack>
        )}
      </QueryView>
      <CategoryEditor edited={edited} close={() => setEdited({ kind: 'nothing' })} />
    </Page>
  );
}

type AllCategoriesProps = Readonly<{
  categories: readonly Category[];
  edit: (category: Category) => void;
  merge: (category: Category) => void;
}>;

function AllCategories({ categories, edit, merge }: AllCategoriesProps) {
  const [isArchiveShown, setArchiveShown] = useState(false);
  const order = useOrderCategories();
  const used = categories.filter(({ isArchived }) => !isArchived);
  const archived = categories.filter(({ isArchived }) => isArchived);
  return (
    <Section
      title="All"
      about="In this order they stand wherever one is chosen."
      actions={
        archived.length === 0 ? undefined : (
          <Switch
            label={`Show ${archived.length} archived`}
            checked={isArchiveShown}
            onChange={({ currentTarget }) => setArchiveShown(currentTarget.checked)}
          />
        )
      }
    >
      <List listStyleType="none" spacing={0} styles={{ itemWrapper: { display: 'block' } }}>
        {[...used, ...(isArchiveShown ? archived : [])].map((category) => (
          <List.Item key={category.id}>
            <CategoryRow
              category={category}
              edit={() => edit(category)}
              merge={() => merge(category)}
              move={(direction) => order.mutate(movedBy(used, category.id, direction))}
            />
          </List.Item>
        ))}
      </List>
      {used.length === 0 ? <Text>All of them are archived.</Text> : null}
    </Section>
  );
}
