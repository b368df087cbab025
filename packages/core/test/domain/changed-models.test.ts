import { matchesGlob } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { changedModels } from '../../src/domain/changed-models.ts';
import type { ModelPlace } from '../../src/domain/model-place.ts';

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

const compare = (changed: readonly string[], head = [churn, price], base = [churn, price]) =>
  changedModels({ head, base, unreadable: [], renamed: new Map(), changed, matches: matchesGlob });
const names = (...compared: Parameters<typeof compare>) => compare(...compared).changes.map(({ place }) => place.model);

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
    expect(compare([path]).changes).toEqual([
      { place: churn, origin: { kind: 'same', before: churn }, reasons: [reason], changedFiles: [path] },
    ]);
  });

  it('once, with every reason and every file', () => {
    const [found] = compare(['churn/b.py', 'churn/a.py', 'data/churn.csv', 'churn/c.py', 'churn/d.py']).changes;

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

describe('models beside and inside each other', () => {
  const root = aModel({ model: 'root', folder: '' });
  const second = aModel({ model: 'second', folder: 'churn', config: 'churn/mlops.second.yml' });

  it('the nearest folder counts', () => {
    expect(names(['churn/model/train.py'], [root, churn], [root, churn])).toEqual(['churn']);
  });

  it('two of one folder are both changed by its code, and each by its own file alone', () => {
    const both = [churn, second];
    const of = (path: string) => names([path], both, both);

    expect(of('churn/model/train.py')).toEqual(['churn', 'second']);
    expect(of('churn/mlops.second.yml')).toEqual(['second']);
    expect(of('churn/mlops.yml')).toEqual(['churn']);
  });
});

describe('against what was there before', () => {
  it('a new model is one, whatever changed', () => {
    expect(compare(['price/mlops.yml'], [churn, price], [churn]).changes).toEqual([
      {
        place: price,
        origin: { kind: 'new' },
        reasons: ['the model is new', '1 file of its configuration: price/mlops.yml'],
        changedFiles: ['price/mlops.yml'],
      },
    ]);
  });

  it.each([
    ['its place', { folder: 'models/price' }, 'it was price/mlops.yml before'],
    ['its name', { model: 'cost', folder: 'price' }, 'it was price before'],
  ])('a model that changed %s is told what it was', (_what, difference, reason) => {
    const now = aModel({ model: 'price', ...difference });
    const { changes, removed } = compare(['price/mlops.yml', now.config], [now], [price]);

    expect(changes).toMatchObject([{ reasons: [reason, expect.stringContaining('of its configuration')] }]);
    expect(removed).toEqual([]);
  });

  it('a model that is gone is told, and runs nothing', () => {
    expect(compare(['price/mlops.yml'], [churn])).toEqual({ changes: [], removed: [price] });
  });

  it('data that it no longer names was its own', () => {
    const before = aModel({ model: 'price', named: ['shared/old.csv'] });

    expect(names(['shared/old.csv'], [price], [before])).toEqual(['price']);
  });
});
