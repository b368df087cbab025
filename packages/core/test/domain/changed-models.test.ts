import { matchesGlob } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { changedModels, type ModelPlace } from '../../src/domain/changed-models.ts';

const aModel = (place: Partial<ModelPlace> & Pick<ModelPlace, 'model'>): ModelPlace => {
  const folder = place.folder ?? place.model;
  const config = place.config ?? (folder === '' ? 'mlops.yml' : `${folder}/mlops.yml`);
  return { config, files: [config], folder, named: [], tables: [], watch: [], ...place };
};

const churn = aModel({
  model: 'churn',
  files: ['churn/mlops.yml', 'mlops.shared.yml'],
  named: ['data/churn.csv', 'data/churn.csv.dvc', 'libs/features'],
  watch: ['libs/text/**'],
});
const price = aModel({ model: 'price' });

const compare = (
  changed: readonly string[],
  head = [churn, price],
  base = [churn, price],
  unreadable: readonly string[] = [],
) => changedModels({ head, base, unreadable, changed, files: [], pointers: [], matches: matchesGlob });
const names = (changed: readonly string[]) => compare(changed).models.map(({ model }) => model);

describe('a model is changed', () => {
  it.each([
    ['by a file of its folder', 'churn/model/train.py', '1 file in its folder: churn/model/train.py'],
    ['by its own mlops.yml', 'churn/mlops.yml', '1 file of its configuration: churn/mlops.yml'],
    ['by what that extends', 'mlops.shared.yml', '1 file of its configuration: mlops.shared.yml'],
    ['by data that it names', 'data/churn.csv', '1 file that it names: data/churn.csv'],
    ['by a pointer of DVC to them', 'data/churn.csv.dvc', '1 file that it names: data/churn.csv.dvc'],
    ['by a folder that it names', 'libs/features/a.py', '1 file that it names: libs/features/a.py'],
    ['by what it watches', 'libs/text/stem/words.txt', '1 file that it watches: libs/text/stem/words.txt'],
  ])('%s', (_how, path, reason) => {
    expect(compare([path]).models).toEqual([
      {
        model: 'churn',
        config: 'churn/mlops.yml',
        baseConfig: 'churn/mlops.yml',
        reasons: [reason],
        changedFiles: [path],
        outOfReach: [],
      },
    ]);
  });

  it('once, with every reason and every file', () => {
    const [found] = compare(['churn/b.py', 'churn/a.py', 'data/churn.csv', 'churn/c.py', 'churn/d.py']).models;

    expect(found?.reasons).toEqual([
      '1 file that it names: data/churn.csv',
      '4 files in its folder: churn/b.py, churn/a.py, churn/c.py, …',
    ]);
    expect(found?.changedFiles).toEqual(['churn/a.py', 'churn/b.py', 'churn/c.py', 'churn/d.py', 'data/churn.csv']);
  });

  it.each([
    'README.md',
    'churn/README.md',
    'churn/.github/workflows/ci.yml',
    'libs/features/notes.md',
    'libs/other/a.py',
    'data/price.csv',
    'churnish/model/train.py',
    'churn/.gitignore',
  ])('not by %s', (path) => {
    expect(names([path])).toEqual([]);
  });
});

describe('data of a changed model', () => {
  const tables = ['data/churn.csv', 's3://acme/churn.csv', 'data/parts', 'data/none.csv'];
  const reach = (files: readonly string[], pointers: readonly string[] = []) =>
    changedModels({
      head: [{ ...churn, tables }],
      base: [churn],
      unreadable: [],
      changed: ['churn/mlops.yml'],
      files,
      pointers,
      matches: matchesGlob,
    }).models[0]?.outOfReach;

  it('is out of reach in a bucket, and where only a pointer stands for it', () => {
    expect(reach(['data/churn.csv.dvc', 'data/parts.dvc'])).toEqual([
      'of data/churn.csv there is only its pointer data/churn.csv.dvc',
      's3://acme/churn.csv needs credentials',
      'of data/parts there is only its pointer data/parts.dvc',
    ]);
  });

  it('is out of reach where only pointers of Git LFS lie', () => {
    expect(reach(['data/churn.csv', 'data/parts/1.csv'], ['data/parts'])).toEqual([
      's3://acme/churn.csv needs credentials',
      'of data/parts there is only a pointer of Git LFS',
    ]);
  });

  it('is there where its files are, with or without a pointer', () => {
    expect(reach(['data/churn.csv', 'data/churn.csv.dvc', 'data/parts/1.csv', 'data/parts.dvc'])).toEqual([
      's3://acme/churn.csv needs credentials',
    ]);
  });
});

describe('models beside and inside each other', () => {
  const root = aModel({ model: 'root', folder: '' });
  const second = aModel({ model: 'second', folder: 'churn', config: 'churn/mlops.second.yml' });

  it('the nearest folder counts', () => {
    const { models } = compare(['churn/model/train.py'], [root, churn], [root, churn]);

    expect(models.map(({ model }) => model)).toEqual(['churn']);
  });

  it('two of one folder are both changed by its code, and each by its own file alone', () => {
    const both = [churn, second];
    const of = (path: string) => compare([path], both, both).models.map(({ model }) => model);

    expect(of('churn/model/train.py')).toEqual(['churn', 'second']);
    expect(of('churn/mlops.second.yml')).toEqual(['second']);
    expect(of('churn/mlops.yml')).toEqual(['churn']);
  });
});

describe('against what was there before', () => {
  it('a new model is one, without a base', () => {
    const { models } = compare(['price/mlops.yml'], [churn, price], [churn]);

    expect(models).toEqual([
      {
        model: 'price',
        config: 'price/mlops.yml',
        reasons: ['the model is new', '1 file of its configuration: price/mlops.yml'],
        changedFiles: ['price/mlops.yml'],
        outOfReach: [],
      },
    ]);
  });

  it.each([
    ['at its place', 'price/mlops.yml'],
    ['at a place that is gone, where it may have been', 'old/mlops.yml'],
  ])('a model whose base cannot be read %s is none that is new', (_where, file) => {
    const { models } = compare([], [churn, price], [churn], [file]);

    expect(models).toMatchObject([{ model: 'price', baseConfig: file, reasons: [`its base ${file} cannot be read`] }]);
  });

  it('a model is new beside another whose base cannot be read', () => {
    const { models } = compare([], [churn, price], [], ['churn/mlops.yml']);

    expect(models).toMatchObject([
      { baseConfig: 'churn/mlops.yml' },
      { model: 'price', reasons: ['the model is new'] },
    ]);
  });

  it('a model that moved is the same one', () => {
    const moved = aModel({ model: 'price', folder: 'models/price' });
    const { models, removed } = compare(['price/mlops.yml', 'models/price/mlops.yml'], [moved], [price]);

    expect(models).toMatchObject([
      { baseConfig: 'price/mlops.yml', reasons: ['it was price/mlops.yml before', expect.stringContaining('2 files')] },
    ]);
    expect(removed).toEqual([]);
  });

  it('a model that is gone is told, and runs nothing', () => {
    expect(compare(['price/mlops.yml'], [churn])).toEqual({
      models: [],
      removed: [{ model: 'price', config: 'price/mlops.yml' }],
    });
  });

  it('data that it no longer names was its own', () => {
    const before = aModel({ model: 'price', named: ['shared/old.csv'] });

    expect(compare(['shared/old.csv'], [price], [before]).models).toHaveLength(1);
  });
});
