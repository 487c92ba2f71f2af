// build.mjs OUT: bundles chart.js with uPlot into one file without source map.
import {build} from 'esbuild';
await build({entryPoints: ['chart.js'], outfile: process.argv[2] ?? 'dist/chart.js', bundle: true, minify: true, format: 'iife',
             target: 'es2020', legalComments: 'inline', logLevel: 'warning'});
