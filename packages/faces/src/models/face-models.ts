import { type DescriptorNetwork, openDescriptor } from "./descriptor.ts";
import { type DetectorNetwork, openDetector } from "./detector.ts";
import { type MeshNetwork, openMesh } from "./mesh.ts";

/** The three networks, ready to be applied. */
export interface FaceModels {
  detector: DetectorNetwork;
  mesh: MeshNetwork;
  descriptor: DescriptorNetwork;
}

/** The bytes of the files `detector.bin`, `mesh.bin` and `descriptor.bin` in the package's folder `models`. */
export interface ModelFiles {
  detector: Uint8Array;
  mesh: Uint8Array;
  descriptor: Uint8Array;
}

/** Unpacks the weights (some 70 MB of memory, kept while the models are). Throws if a file is not what it should be. */
export function openModels({ detector, mesh, descriptor }: ModelFiles): FaceModels {
  return {
    detector: openDetector(detector),
    mesh: openMesh(mesh),
    descriptor: openDescriptor(descriptor),
  };
}
