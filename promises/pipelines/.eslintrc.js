// No package, so that the factory of the Backstage CLI cannot make its rules: it is checked as its neighbours are.
module.exports = require('../team/.eslintrc.js');
