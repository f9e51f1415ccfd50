#include "fiction/fictitious_dossier.h"
