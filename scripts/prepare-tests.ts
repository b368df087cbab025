import '@mlops-actions/core';
