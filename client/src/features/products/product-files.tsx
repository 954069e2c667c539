import { missingEvidenceOf } from '@caipai/shared/domain/product-rules';
import { evidenceKinds, type ProductFileKind } from '@caipai/shared/domain/product-terms';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { ProductFile, ProductSheet } from '@caipai/shared/schemas/product';
import { ActionIcon, Button } from '@mantine/core';
import { IconFileText, IconTrash, IconUpload } from '@tabler/icons-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../net/rest.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import styles from './product-page.module.css';
import { ProductPicture } from './product-picture.tsx';
import { uploadFile } from './upload.ts';

const accepted = 'application/pdf,image/jpeg,image/png,image/webp';

export function ProductFiles({
  sheet,
  onChange,
}: {
  sheet: ProductSheet;
  onChange: (sheet: ProductSheet) => void;
}) {
  const { t } = useTranslation('product');
  const [chosen, setChosen] = useState<ProductFileKind | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [leaving, setLeaving] = useState<ProductFile | null>(null);
  const input = useRef<HTMLInputElement>(null);
  // What is missing is asked for first.
  const [missing] = missingEvidenceOf(sheet, sheet.files);
  const kind = chosen ?? missing ?? (sheet.pictureUrl === null ? 'picture' : 'proof');

  const pick = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (!file) return;
    setBusy(true);
    setRefusal(null);
    const answer = await uploadFile(sheet.id, kind, file);
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    setChosen(null);
    onChange(answer.value);
  };
  const remove = async () => {
    if (!leaving) return;
    setBusy(true);
    setRefusal(null);
    const answer = await call('DELETE /products/:productId/files/:fileId', {
      productId: sheet.id,
      fileId: leaving.id,
    });
    setBusy(false);
    setLeaving(null);
    if (answer.ok) onChange(answer.value);
    else setRefusal(answer.error);
  };

  return (
    <section className={styles.section} aria-labelledby="files-title">
      <h2 id="files-title">{t('files.title')}</h2>
      {sheet.files.length === 0 && <p className={styles.note}>{t('files.none')}</p>}
      <ul className={styles.files}>
        {sheet.files.map((file) => (
          <FileRow key={file.id} file={file} onRemove={sheet.may.edit ? () => setLeaving(file) : null} />
        ))}
      </ul>
      {sheet.may.edit && (
        <>
          <div className={styles.upload}>
            <SelectField
              label={t('files.kind')}
              value={kind}
              options={[...evidenceKinds, 'picture' as const].map((each) => ({
                value: each,
                label: t(`evidence.${each}`),
              }))}
              onChange={(value) => setChosen(value as ProductFileKind)}
              testId="file-kind"
            />
            <Button
              h={44}
              loading={busy}
              leftSection={<IconUpload size={18} stroke={1.8} />}
              onClick={() => input.current?.click()}
            >
              {t('files.add')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              accept={accepted}
              onChange={(event) => void pick(event)}
              data-testid="file-input"
            />
          </div>
          <p className={styles.note}>{t('files.limit')}</p>
        </>
      )}
      <InlineError refusal={refusal} />
      <ConfirmDialog
        opened={leaving !== null}
        title={t('files.removeTitle')}
        text={t('files.removeText', { name: leaving?.name ?? '' })}
        confirmLabel={t('files.removeConfirm')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setLeaving(null)}
      />
    </section>
  );
}

function FileRow({ file, onRemove }: { file: ProductFile; onRemove: (() => void) | null }) {
  const { t } = useTranslation('product');
  const format = useFormat();
  return (
    <li data-testid="product-file">
      <span className={styles.thumb}>
        {file.type === 'application/pdf' ? (
          <IconFileText size={32} stroke={1.2} aria-hidden />
        ) : (
          <ProductPicture url={file.url} />
        )}
      </span>
      <span className={styles.file}>
        <strong>{t(`evidence.${file.kind}`)}</strong>
        <a href={file.url} download aria-label={t('files.open', { name: file.name })}>
          {file.name} · {format.bytes(file.bytes)}
        </a>
        {file.uploadedBy && <span>{t('files.by', { name: file.uploadedBy.name })}</span>}
      </span>
      {onRemove && (
        <ActionIcon aria-label={t('files.remove', { name: file.name })} onClick={onRemove}>
          <IconTrash size={18} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
}
