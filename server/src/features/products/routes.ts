import { type Actor, type CohortAction, mayInCohort } from '@caipai/shared/domain/permissions';
import { checkHolds } from '@caipai/shared/domain/product-rules';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { PRODUCTS_PER_COHORT } from '@caipai/shared/limits';
import type { ProductSheet } from '@caipai/shared/schemas/product';
import type { Context } from '../../context.ts';
import { type Route, signedInRoute } from '../../http/define-route.ts';
import { unprovedOf } from '../../store/repositories/unproved.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import type { ShelfAnnouncer } from '../shelf/announcer.ts';
import { enterProduct } from './enter.ts';
import type { ProductFiles } from './file-store.ts';
import { presentProduct } from './present.ts';

export function productRoutes(
  ports: Context & { productFiles: ProductFiles; shelfAnnouncer: ShelfAnnouncer },
): Route[] {
  const { store, clock, newId, ledger, productFiles, shelfAnnouncer } = ports;

  async function enterCohort(person: SignedIn, cohortId: string, action: CohortAction): Promise<Actor> {
    const cohortRole = await store.people.roleIn(cohortId, person.id);
    const actor: Actor = { userId: person.id, systemRole: person.role, cohortRole };
    const verdict = mayInCohort(actor, action);
    if (!verdict.allowed) throw new StudioError(verdict.code, action);
    if (!(await store.cohorts.find(cohortId))) throw new StudioError('cohort.notFound');
    return actor;
  }

  async function sheetOf(person: SignedIn, productId: string): Promise<ProductSheet> {
    const { row, actor, selected } = await enterProduct(store, person, productId, 'product:view');
    return presentProduct(row, actor, selected);
  }

  /** What lacks a paper now leaves the screens where it is shown. */
  async function takeDownUnproved(person: SignedIn, productId: string): Promise<void> {
    for (const { sessionId, item } of await store.shelf.unpinUnproved(productId)) {
      const told = shelfAnnouncer.now(sessionId);
      await ledger.append({
        ...{ sessionId, entryId: newId(), actorId: person.id },
        entry: { kind: 'shelf.unpinned', atMs: clock.nowMs(), productId, title: item.title },
      });
      await told;
    }
  }

  return [
    signedInRoute(ports, 'GET /cohorts/:cohortId/products', async ({ person }, { cohortId }) => {
      const actor = await enterCohort(person, cohortId, 'cohort:view');
      const [rows, selected] = await Promise.all([
        store.products.listIn(cohortId),
        store.products.selectedBy(person.id),
      ]);
      return rows.map((row) => presentProduct(row, actor, selected));
    }),

    signedInRoute(ports, 'POST /cohorts/:cohortId/products', async ({ person }, content) => {
      await enterCohort(person, content.cohortId, 'product:create');
      if ((await store.products.countIn(content.cohortId)) >= PRODUCTS_PER_COHORT)
        throw new StudioError('product.tooMany');
      const nowMs = clock.nowMs();
      await store.products.create({
        ...content,
        createdBy: person.id,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
      });
      return sheetOf(person, content.id);
    }),

    signedInRoute(ports, 'GET /products/:productId', ({ person }, { productId }) =>
      sheetOf(person, productId),
    ),

    signedInRoute(
      ports,
      'PUT /products/:productId',
      async ({ person }, { productId, version, ...content }) => {
        await enterProduct(store, person, productId, 'product:edit');
        if (!(await store.products.update(productId, version, content, clock.nowMs())))
          throw new StudioError('product.changedMeanwhile');
        // Another category asks for other papers.
        await takeDownUnproved(person, productId);
        return sheetOf(person, productId);
      },
    ),

    signedInRoute(ports, 'DELETE /products/:productId', async ({ person }, { productId }) => {
      const { row } = await enterProduct(store, person, productId, 'product:edit');
      if (await store.products.isOnShelf(productId)) throw new StudioError('product.inUse');
      await store.products.remove(productId);
      await Promise.all(row.files.map(({ storedAs }) => productFiles.discard(storedAs)));
      return null;
    }),

    signedInRoute(ports, 'PUT /products/:productId/required-evidence', async ({ person }, input) => {
      await enterProduct(store, person, input.productId, 'product:setRequired');
      const kinds = input.requiredEvidence && [...new Set(input.requiredEvidence)];
      await store.products.setRequiredEvidence(input.productId, kinds);
      await takeDownUnproved(person, input.productId);
      return sheetOf(person, input.productId);
    }),

    signedInRoute(ports, 'PUT /products/:productId/checks/:check', async ({ person }, input) => {
      const { productId, check, done } = input;
      const { row } = await enterProduct(store, person, productId, 'product:edit');
      const asItStands = { ...row, unprovedClaims: unprovedOf(row, row.files) };
      if (done && !checkHolds(asItStands, check)) throw new StudioError('product.checkUnmet');
      await store.products.setCheck(
        productId,
        check,
        done ? { userId: person.id, atMs: clock.nowMs() } : null,
      );
      return sheetOf(person, productId);
    }),

    signedInRoute(ports, 'DELETE /products/:productId/files/:fileId', async ({ person }, input) => {
      await enterProduct(store, person, input.productId, 'product:edit');
      const storedAs = await store.products.removeFile(input.productId, input.fileId, clock.nowMs());
      if (storedAs === null) throw new StudioError('evidence.notFound');
      await takeDownUnproved(person, input.productId);
      await productFiles.discard(storedAs);
      return sheetOf(person, input.productId);
    }),
  ];
}
